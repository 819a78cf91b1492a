package statement

// Load reads the model of attributions. Nothing needs it, as for language.Load.
func Load() { learned() }
