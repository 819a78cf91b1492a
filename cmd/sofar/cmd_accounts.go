package main

import (
	"bufio"
	"crypto/rand"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"golang.org/x/term"

	"sofar/desk"
)

type peopleCmd struct {
	Add      accountsAdd      `cmd:"" help:"Make an account."`
	List     accountsList     `cmd:"" help:"List the accounts."`
	Remove   accountsRemove   `cmd:"" help:"Take an account and its tokens away."`
	Password accountsPassword `cmd:"" help:"Give an account another password or role; its sessions end."`
}

// Help is the long help with examples.
func (peopleCmd) Help() string {
	return `Accounts are who may sign in to a desk. They live in a file beside the ledger (its name with .accounts added), readable by its owner alone, with passwords as argon2id hashes; they are no part of the ledger. A running desk sees changes at once.

Roles: a reader reads a desk that is not public; an editor decides; an admin also marks outlets and ends sessions.

Examples:
  sofar accounts add ada --role admin --ledger flood.ledger
  sofar accounts add ben --role editor --generate --ledger flood.ledger
  sofar accounts password ada --ledger flood.ledger
  sofar accounts list --ledger flood.ledger`
}

// accountsAt says where the accounts are.
type accountsAt struct {
	Ledger string `short:"l" default:"sofar.ledger" placeholder:"FILE" help:"The ledger whose accounts they are."`
	File   string `name:"accounts" placeholder:"FILE" help:"The file of accounts (default: the ledger's name with .accounts added)."`
}

func (a *accountsAt) open() (*desk.Accounts, error) {
	return desk.OpenAccounts(accountsFile(a.File, a.Ledger))
}

// secretFlags say where a password comes from.
type secretFlags struct {
	Generate bool `help:"Make a random password and print it once."`
	Stdin    bool `name:"password-stdin" help:"Read the password from the first line of standard input."`
}

// password asks for a password, twice on a terminal.
func (f *secretFlags) password(name string) (string, error) {
	switch {
	case f.Generate:
		p := strings.ToLower(rand.Text()[:20])
		return p[:5] + "-" + p[5:10] + "-" + p[10:15] + "-" + p[15:], nil
	case f.Stdin || !term.IsTerminal(int(os.Stdin.Fd())):
		line, err := bufio.NewReader(io.LimitReader(os.Stdin, 1<<12)).ReadString('\n')
		if err != nil && err != io.EOF {
			return "", fmt.Errorf("reading the password: %w", err)
		}
		return strings.TrimRight(line, "\r\n"), nil
	}
	ask := func(what string) (string, error) {
		fmt.Fprintf(os.Stderr, "%s for %s: ", what, name)
		b, err := term.ReadPassword(int(os.Stdin.Fd()))
		fmt.Fprintln(os.Stderr)
		return string(b), err
	}
	first, err := ask("Password")
	if err != nil {
		return "", err
	}
	again, err := ask("The same again")
	if err != nil {
		return "", err
	}
	if first != again {
		return "", usagef("the two passwords differ")
	}
	return first, nil
}

type accountsAdd struct {
	Name string `arg:"" help:"The name to sign in with; it stands beside decisions."`
	Role string `default:"editor" enum:"reader,editor,admin" help:"reader, editor or admin."`
	secretFlags
	accountsAt
}

// Run makes the account.
func (c *accountsAdd) Run() error {
	a, err := c.open()
	if err != nil {
		return err
	}
	p, err := c.password(c.Name)
	if err != nil {
		return err
	}
	if err := a.Add(c.Name, desk.Role(c.Role), p); err != nil {
		return usageError{err}
	}
	if c.Generate {
		fmt.Printf("%s\n", p)
	}
	fmt.Fprintf(os.Stderr, "sofar: %s may sign in as %s\n", c.Name, c.Role)
	return nil
}

type accountsList struct {
	accountsAt
	JSON bool `name:"json" help:"Print one JSON object per line, without the hashes."`
}

// Run lists the accounts.
func (c *accountsList) Run() error {
	a, err := c.open()
	if err != nil {
		return err
	}
	list, err := a.List()
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	for _, x := range list {
		if c.JSON {
			if err := writeLine(os.Stdout, map[string]any{"name": x.Name, "role": x.Role, "created": x.Created, "changed": x.Changed}); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(w, "%s\t%s\tsince %s\n", x.Name, x.Role, x.Created.Format("2006-01-02"))
	}
	if len(list) == 0 && !c.JSON {
		fmt.Println("No accounts.")
	}
	return w.Flush()
}

type accountsRemove struct {
	Name string `arg:"" help:"The account."`
	accountsAt
}

// Run takes the account away.
func (c *accountsRemove) Run() error {
	a, err := c.open()
	if err == nil {
		err = a.Remove(c.Name)
	}
	return err
}

type accountsPassword struct {
	Name string `arg:"" help:"The account."`
	Role string `enum:",reader,editor,admin" default:"" help:"Another role as well; with --keep, a role alone."`
	Keep bool   `help:"Leave the password as it is."`
	secretFlags
	accountsAt
}

// Run changes password and role.
func (c *accountsPassword) Run() error {
	a, err := c.open()
	if err != nil {
		return err
	}
	p := ""
	switch {
	case !c.Keep:
		if p, err = c.password(c.Name); err != nil {
			return err
		}
		if p == "" {
			return usagef("an empty password opens nothing")
		}
	case c.Role == "":
		return usagef("--keep without --role changes nothing")
	}
	if err := a.Set(c.Name, p, desk.Role(c.Role)); err != nil {
		return usageError{err}
	}
	if c.Generate && !c.Keep {
		fmt.Println(p)
	}
	return nil
}

type tokensCmd struct {
	Add    tokensAdd    `cmd:"" help:"Make a token and print its secret once."`
	List   tokensList   `cmd:"" help:"List the tokens."`
	Remove tokensRemove `cmd:"" help:"Take a token away."`
}

// Help is the long help with examples.
func (tokensCmd) Help() string {
	return `Tokens let programs use a desk's API in the name of an account, within its role: read (a desk that is not public), decide, ingest (add reports), admin. The secret is shown once; the desk keeps a hash.

Examples:
  sofar tokens add ada "night script" --scope read --scope decide --life 720h --ledger flood.ledger
  curl -H "Authorization: Bearer sofar_…" https://desk.example/api/v1/queue
  sofar tokens remove t0123456789 --ledger flood.ledger`
}

type tokensAdd struct {
	Account string        `arg:"" help:"The account in whose name it acts."`
	Name    string        `arg:"" help:"What it is for."`
	Scope   []string      `required:"" help:"read, decide, ingest or admin; several times for several."`
	Life    time.Duration `default:"2160h" help:"How long it is good; 0 for ever."`
	accountsAt
}

// Run makes the token.
func (c *tokensAdd) Run() error {
	a, err := c.open()
	if err != nil {
		return err
	}
	var scopes []desk.Scope
	for _, s := range c.Scope {
		scopes = append(scopes, desk.Scope(s))
	}
	t, secret, err := a.AddToken(c.Account, c.Name, scopes, c.Life)
	if err != nil {
		return usageError{err}
	}
	fmt.Println(secret)
	fmt.Fprintf(os.Stderr, "sofar: token %s of %s; its secret is shown this once\n", t.ID, t.Account)
	return nil
}

type tokensList struct {
	accountsAt
	JSON bool `name:"json" help:"Print one JSON object per line, without the hashes."`
}

// Run lists the tokens.
func (c *tokensList) Run() error {
	a, err := c.open()
	if err != nil {
		return err
	}
	list, err := a.Tokens()
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	for _, t := range list {
		if c.JSON {
			if err := writeLine(os.Stdout, map[string]any{"id": t.ID, "name": t.Name, "account": t.Account, "scopes": t.Scopes, "created": t.Created, "expires": t.Expires}); err != nil {
				return err
			}
			continue
		}
		until := "for ever"
		if !t.Expires.IsZero() {
			until = "until " + t.Expires.Format("2006-01-02 15:04")
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%v\t%s\n", t.ID, t.Account, t.Name, t.Scopes, until)
	}
	if len(list) == 0 && !c.JSON {
		fmt.Println("No tokens.")
	}
	return w.Flush()
}

type tokensRemove struct {
	ID string `arg:"" help:"The token's id."`
	accountsAt
}

// Run takes the token away.
func (c *tokensRemove) Run() error {
	a, err := c.open()
	if err == nil {
		err = a.RemoveToken(c.ID)
	}
	return err
}
