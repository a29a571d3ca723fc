package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync/atomic"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Exit statuses are a promise. One that was interrupted ends with 128 and the number of the signal, as shells have it.
const (
	exitDecoded     = 0
	exitNothing     = 1
	exitBroken      = 2
	exitInterrupted = 128
)

const exitStatuses = "0 at least one failure or notice was decoded, 1 nothing to decode, 2 an input or the call is broken, 130 interrupted."

// program is one run, without its surroundings, so that tests can call it.
type program struct {
	in          io.Reader
	out, errOut io.Writer
	stop        chan struct{} // closed when the user has had enough
	signal      atomic.Int32
	color       string
	status      int
}

// run is the program as a shell calls it.
func run(args []string, in io.Reader, out, errOut io.Writer) int {
	p := program{in: in, out: out, errOut: errOut}
	return p.run(args)
}

func (p *program) run(args []string) int {
	root := p.commands()
	root.SetArgs(args)
	root.SetIn(p.in)
	root.SetOut(p.out)
	root.SetErr(p.errOut)
	if len(args) == 0 {
		fmt.Fprint(p.errOut, help(newScreen(p.errOut, "auto"), root))
		return exitBroken
	}
	if err := root.Execute(); err != nil {
		fmt.Fprintf(p.errOut, "whybounced: %s\n", oneLines(err))
		return exitBroken
	}
	return p.status
}

// oneLines is an error without what would steer a terminal: it may hold what a file or a server said.
func oneLines(err error) string {
	lines := strings.Split(err.Error(), "\n")
	for i, l := range lines {
		lines[i] = printable(l, 2000)
	}
	return strings.Join(lines, "\n")
}

// The one table of commands and flags: help, completion and the manual page are made from it.
func (p *program) commands() *cobra.Command {
	root := &cobra.Command{
		Use:   "whybounced",
		Short: "explains why an email came back",
		Long: "whybounced reads what came back and says what happened, who has to act, what to check and how to fix it. " +
			"Nothing leaves this machine.",
		Example: "whybounced decode bounce.eml\n" +
			"echo '550 5.1.1 User unknown' | whybounced decode\n" +
			"whybounced explain 550 5.7.26",
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: false},
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			if info, err := os.Stat(args[0]); err == nil && !info.IsDir() {
				return fmt.Errorf("there is no command %q; to decode that file: whybounced decode %s", args[0], args[0])
			}
			return fmt.Errorf("there is no command %q; see: whybounced --help", args[0])
		},
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.PersistentFlags().StringVar(&p.color, "color", "auto", "when to use colours: auto, always or never; auto minds the terminal and NO_COLOR")
	takes(root.PersistentFlags(), "color", "WHEN")
	words(root, "color", "auto", "always", "never")
	root.PersistentPreRunE = func(*cobra.Command, []string) error {
		if p.color != "auto" && p.color != "always" && p.color != "never" {
			return fmt.Errorf("--color takes auto, always or never, not %q", p.color)
		}
		return nil
	}
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return fmt.Errorf("%w; see: %s --help", err, c.CommandPath())
	})
	root.SetHelpFunc(func(c *cobra.Command, _ []string) {
		if _, err := io.WriteString(p.out, help(newScreen(p.out, p.color), c)); err != nil {
			p.status = exitBroken
		}
	})
	root.AddCommand(p.decodeCommand(), p.explainCommand(), p.rulesCommand(), p.manCommand(root))
	root.InitDefaultCompletionCmd()
	root.InitDefaultHelpCmd()
	for _, c := range root.Commands() {
		if c.Name() == "completion" {
			describeCompletion(c)
		}
	}
	return root
}

// does makes a command of a function that returns an exit status.
func (p *program) does(f func(args []string) (int, error)) func(*cobra.Command, []string) error {
	return func(_ *cobra.Command, args []string) error {
		var err error
		p.status, err = f(args)
		return err
	}
}

// words completes a flag with what it takes.
func words(c *cobra.Command, flag string, list ...string) {
	wordsOf(c, flag, func() []string { return list })
}

// wordsOf is words for a list that costs something to make. What stands before the last comma is kept.
func wordsOf(c *cobra.Command, flag string, list func() []string) {
	err := c.RegisterFlagCompletionFunc(flag, func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		before := typed[:strings.LastIndexByte(typed, ',')+1]
		var out []string
		for _, w := range list() {
			if strings.HasPrefix(before+w, typed) {
				out = append(out, before+w)
			}
		}
		return out, cobra.ShellCompDirectiveNoFileComp
	})
	if err != nil {
		panic(err) // a flag that is not there: every test would see it
	}
}

// describeCompletion says in our words what cobra's own command does.
func describeCompletion(c *cobra.Command) {
	c.Use = "completion SHELL"
	c.DisableFlagsInUseLine = true
	c.Args = cobra.ArbitraryArgs
	c.RunE = func(*cobra.Command, []string) error {
		return errors.New("completion for which shell? bash, zsh, fish or powershell: whybounced completion bash")
	}
	for _, sub := range c.Commands() {
		sub.Short, sub.DisableFlagsInUseLine = "for "+sub.Name(), true
	}
	c.Short = "prints a script that completes commands, flags and their words in your shell"
	c.Long = "It prints a script for bash, zsh, fish or powershell. Where it belongs:"
	c.Example = "whybounced completion bash > ~/.local/share/bash-completion/completions/whybounced\n" +
		"whybounced completion zsh > \"${fpath[1]}/_whybounced\"\n" +
		"whybounced completion fish > ~/.config/fish/completions/whybounced.fish"
}

// group sets a heading for flags in the help.
func group(set *pflag.FlagSet, heading string, flags ...string) {
	for _, f := range flags {
		if err := set.SetAnnotation(f, "heading", []string{heading}); err != nil {
			panic(err) // as above
		}
	}
}

// takes names what stands behind a flag.
func takes(set *pflag.FlagSet, flag, what string) {
	if err := set.SetAnnotation(flag, "takes", []string{what}); err != nil {
		panic(err) // as above
	}
}

// headed is flags under their headings, in the order in which they were defined.
type headed struct {
	heading string
	flags   []*pflag.Flag
}

func flagsOf(c *cobra.Command) []headed {
	var out []headed
	c.LocalFlags().SortFlags = false
	c.InheritedFlags().SortFlags = false
	add := func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		heading := "Flags"
		if h := f.Annotations["heading"]; len(h) > 0 {
			heading = h[0]
		}
		for i := range out {
			if out[i].heading == heading {
				out[i].flags = append(out[i].flags, f)
				return
			}
		}
		out = append(out, headed{heading, []*pflag.Flag{f}})
	}
	c.Flags().SortFlags = false
	c.InitDefaultHelpFlag()
	if f := c.Flags().Lookup("help"); f != nil {
		f.Usage = "this help"
	}
	c.NonInheritedFlags().VisitAll(add)
	c.InheritedFlags().VisitAll(add)
	return out
}

// written is a flag as one types it: "-f, --follow", "--type WORD".
func written(f *pflag.Flag) (flag, usage string) {
	flag = "--" + f.Name
	if f.Shorthand != "" {
		flag = "-" + f.Shorthand + ", " + flag
	}
	if what := f.Annotations["takes"]; len(what) > 0 {
		flag += " " + what[0]
	}
	return flag, f.Usage
}

// commandsOf are the commands below one that people call.
func commandsOf(c *cobra.Command) []*cobra.Command {
	var out []*cobra.Command
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() && sub.Name() != "help" {
			out = append(out, sub)
		}
	}
	return out
}

// help is the help of a command.
func help(s screen, c *cobra.Command) string {
	var b strings.Builder
	s.out = &b
	s.heading(c.CommandPath() + ": " + c.Short)
	for _, paragraph := range strings.Split(c.Long, "\n\n") {
		fmt.Fprintf(&b, "\n%s\n", wrap(paragraph, 0, s.width))
	}
	if subs := commandsOf(c); len(subs) > 0 {
		fmt.Fprintln(&b)
		s.heading("Commands")
		for _, sub := range subs {
			s.entry(sub.UseLine()[len(c.CommandPath())+1:], sub.Short)
		}
	} else {
		fmt.Fprintln(&b)
		s.heading("Usage")
		fmt.Fprintf(&b, "  %s\n", c.UseLine())
	}
	if c.Example != "" {
		fmt.Fprintln(&b)
		s.heading("Examples")
		for _, l := range strings.Split(c.Example, "\n") {
			fmt.Fprintf(&b, "  %s\n", s.paint(code, l))
		}
	}
	for _, h := range flagsOf(c) {
		fmt.Fprintln(&b)
		s.heading(h.heading)
		for _, f := range h.flags {
			s.entry(written(f))
		}
	}
	for _, note := range []string{"Limits", "Exit status"} {
		if text := c.Annotations[note]; text != "" {
			fmt.Fprintln(&b)
			s.heading(note)
			fmt.Fprintf(&b, "  %s\n", wrap(text, 2, s.width))
		}
	}
	if len(commandsOf(c)) > 0 {
		fmt.Fprintf(&b, "\n%s\n", s.inline(wrap("`"+c.CommandPath()+" COMMAND --help` tells more of each.", 0, s.width)))
	}
	return b.String()
}

func (s screen) heading(text string) { fmt.Fprintln(s.out, s.paint(bold, text)) }

// entry prints what is typed and what it does, side by side where there is room.
func (s screen) entry(typed, does string) {
	const column = 28
	switch {
	case s.width < narrow:
		fmt.Fprintf(s.out, "  %s\n      %s\n", s.paint(code, typed), wrap(does, 6, s.width))
	case len(typed) > column-4:
		fmt.Fprintf(s.out, "  %s\n%s%s\n", s.paint(code, typed), strings.Repeat(" ", column), wrap(does, column, s.width))
	default:
		fmt.Fprintf(s.out, "  %s%s\n", s.paint(code, fill(typed, column-2)), wrap(does, column, s.width))
	}
}

var errInterrupted = errors.New("interrupted")
