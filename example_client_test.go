package sofar_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"

	"sofar"
	"sofar/desk"
	"sofar/report"
)

// What a desk knows, read over its API.
func ExampleNewClient() {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "sofar")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	l, err := sofar.Open(ctx, dir+"/mill.ledger")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	for _, r := range []*report.Report{
		mill("a", "Sornau Post", "2033-04-02T10:00:00Z", "At least 12 people were killed when a paper mill burned down in the town of Sornau on Saturday, the fire service said."),
		mill("b", "Sornau Post", "2033-04-02T12:00:00Z", "The death toll of the mill fire in Sornau rose to 15 on Saturday, the fire service said."),
	} {
		if _, err := l.Add(ctx, report.Item{Report: r}); err != nil {
			panic(err)
		}
	}
	handler, err := desk.New(l.Book, desk.Options{Search: l.Finder()})
	if err != nil {
		panic(err)
	}
	server := httptest.NewServer(handler) // elsewhere: sofar serve
	defer server.Close()

	client, err := sofar.NewClient(server.URL)
	if err != nil {
		panic(err)
	}
	stories, err := client.Stories(ctx, sofar.List{})
	if err != nil {
		panic(err)
	}
	for _, s := range stories.Items {
		for _, f := range s.Figures {
			fmt.Printf("%s: %d (%s)\n", f.Kind, f.Best, f.Rule)
		}
		list, err := client.Developments(ctx, s.ID, sofar.List{})
		if err != nil {
			panic(err)
		}
		for _, d := range list.Items {
			fmt.Printf("%s %s: %q\n", d.At.Format("15:04"), d.Text, d.Quote)
		}
	}
	// Output:
	// killed: 15 (the only statement that counts (a: rescue))
	// 10:00 Killed: first figure at least 12 (fire service): "At least 12 people were killed when a paper mill burned down in the town of Sornau on Saturday"
	// 12:00 Killed at least 12 → 15 (rise, fire service): "The death toll of the mill fire in Sornau rose to 15 on Saturday"
}
