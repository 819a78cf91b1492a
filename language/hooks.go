package language

func (d *Doc) readTimes() {}

func (d *Doc) readNames() {}

func (d *Doc) readEntities() {}
