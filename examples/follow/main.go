// Command follow prints the stories of a desk with their figures, then what
// happens to their claims, until Ctrl-C:
//
//	go run ./examples/follow http://127.0.0.1:8080
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"os/signal"

	"sofar"
)

func main() {
	if len(os.Args) != 2 {
		log.Fatal("name the address of a desk, such as http://127.0.0.1:8080")
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	client, err := sofar.NewClient(os.Args[1], sofar.WithToken(os.Getenv("SOFAR_TOKEN")))
	if err != nil {
		log.Fatal(err)
	}
	told := map[string]bool{}
	show := func(sofar.Event) error {
		stories, err := client.Stories(ctx, sofar.List{})
		if err != nil {
			return err
		}
		for _, s := range stories.Items {
			list, err := client.Developments(ctx, s.ID, sofar.List{Limit: 200})
			if err != nil {
				return err
			}
			for _, d := range list.Items {
				if !told[d.ID] {
					told[d.ID] = true
					fmt.Printf("%s  %s: %s (%s: “%s”)\n", d.At.Format("02 Jan 15:04"), s.Title, d.Text, d.Outlet, d.Quote)
				}
			}
		}
		return nil
	}
	if err := show(sofar.Event{}); err != nil {
		log.Fatal(err)
	}
	if err := client.Watch(ctx, "", show); err != nil {
		log.Fatal(err)
	}
}
