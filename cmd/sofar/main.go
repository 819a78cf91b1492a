// Command sofar reads news reports and keeps one sourced account of what
// happened: what is known so far, who says so, what is disputed, what changed.
//
// This package holds flags and wiring alone; the work is done in the packages
// that it imports.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"
)

// version is printed by --version; releases set it with -ldflags.
var version = "0.1.0-dev"

type cli struct {
	Demo    demoCmd    `cmd:"" help:"Watch an invented story unfold on a local page."`
	Explain explainCmd `cmd:"" help:"Print a sourced account of the reports given."`
	Actor   actorCmd   `cmd:"" help:"Print who somebody is: names, roles, history, words and numbers, each with its source."`
	Extract extractCmd `cmd:"" help:"Print who says what in each report, one JSON object per line."`
	Parse   parseCmd   `cmd:"" help:"Print sentences, tags, dependency trees and names of each report."`
	Watch   watchCmd   `cmd:"" help:"Follow feeds and pages, and tell of every development."`
	Alerts  alertsCmd  `cmd:"" help:"Check, list and replay the alerts of a ledger."`
	Serve   serveCmd   `cmd:"" help:"Keep a desk: pages, API and live updates over a ledger."`
	Review  reviewCmd  `cmd:"" help:"List what an editor's minute is worth most on, and what was decided."`
	Decide  decideCmd  `cmd:"" help:"Accept, correct, set aside, retract, split, merge, mark or undo."`
	People  peopleCmd  `cmd:"" name:"accounts" help:"Make, list and remove the accounts of a desk."`
	Tokens  tokensCmd  `cmd:"" help:"Make, list and remove tokens for programs that use a desk's API."`
	Work    workCmd    `cmd:"" help:"Read reports for the desks of a cluster."`
	Export  exportCmd  `cmd:"" help:"Write an account as tables, JSON-LD, PROV or wikitext."`
	Import  importCmd  `cmd:"" help:"Read reports into a ledger."`
	Verify  verifyCmd  `cmd:"" help:"Re-check every citation of a ledger or of an explainer."`
	Rebuild rebuildCmd `cmd:"" help:"Read every report of a ledger again and rebuild what is derived from it."`
	Keep    ledgerCmd  `cmd:"" name:"ledger" help:"Look at a ledger, copy it, back it up and restore it."`
	Bench   benchCmd   `cmd:"" help:"Measure accuracy and speed on data that you give."`

	Version kong.VersionFlag `help:"Print the version and leave."`
}

// Exit codes: 0 done (inputs that could not be read are listed, not fatal), 1
// something failed, 2 wrong usage, 3 a check found problems.
const (
	exitFailed = 1
	exitUsage  = 2
	exitFound  = 3
)

// errFound is returned by commands whose check found problems that they have
// already printed.
var errFound = errors.New("problems found")

// usageError marks an error that the caller can mend by other arguments.
type usageError struct{ err error }

func (u usageError) Error() string { return u.err.Error() }
func (u usageError) Unwrap() error { return u.err }

func usagef(format string, args ...any) error {
	return usageError{fmt.Errorf(format, args...)}
}

func main() { os.Exit(run()) }

func run() int {
	boundGarbage()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var c cli
	parser, err := kong.New(&c,
		kong.Name("sofar"),
		kong.Description("Reads the reports and keeps one account that is always current: what is known so far, who says so, how sure they are, what is disputed, what changed.\n\nNew here? Run: sofar demo"),
		kong.Vars{"version": "sofar " + version},
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.UsageOnError(),
	)
	if err != nil {
		panic(err) // the grammar above is wrong: a programming error
	}
	if len(os.Args) == 1 {
		os.Args = append(os.Args, "--help")
	}
	k, err := parser.Parse(os.Args[1:])
	if err != nil {
		fmt.Fprintf(os.Stderr, "sofar: %v\n", err)
		if k, ok := errors.AsType[*kong.ParseError](err); ok && k.Context != nil {
			fmt.Fprintf(os.Stderr, "Try: sofar %s--help\n", commandName(k.Context))
		}
		return exitUsage
	}
	err = k.Run()
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errFound):
		return exitFound
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		return 130 // stopped by the user
	case errors.Is(err, syscall.EPIPE):
		return 0 // the reader of our output has seen enough
	}
	fmt.Fprintf(os.Stderr, "sofar: %v\n", err)
	var u usageError
	if errors.As(err, &u) {
		return exitUsage
	}
	return exitFailed
}

// commandName gives the words of the command that was being parsed and a space,
// for the hint; "" before any command.
func commandName(c *kong.Context) string {
	if n := c.Selected(); n != nil {
		return strings.TrimPrefix(n.Path(), "sofar ") + " "
	}
	return ""
}
