package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/constant"
	"go/importer"
	"go/parser"
	"go/printer"
	"go/token"
	"go/types"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ast/astutil"
)

// mutant is one small change of the source that a test should notice.
type mutant struct {
	file, function string
	line           int
	was, is        string   // the code before and after
	node           ast.Node // what is changed
	change         func(now ast.Node, id int) ast.Node
}

// name tells a mutant from the others, and stays when other code changes.
func (m *mutant) name() string { return strings.Join([]string{m.file, m.function, m.was, m.is}, "\t") }

func (m *mutant) String() string {
	return fmt.Sprintf("%s:%d %s: %s → %s", m.file, m.line, m.function, m.was, m.is)
}

// removed is what a statement becomes that is left out.
const removed = "(removed)"

// mutable is a package that is read to be changed.
type mutable struct {
	fset    *token.FileSet
	files   map[string]*ast.File // by path
	info    types.Info
	mutants []*mutant
}

// readMutable reads the package in a folder and lists all of its mutants, in the order of the source.
func readMutable(dir string) (*mutable, error) {
	p := &mutable{fset: token.NewFileSet(), files: map[string]*ast.File{}, info: types.Info{Types: map[ast.Expr]types.TypeAndValue{}}}
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	names = slices.DeleteFunc(names, func(name string) bool { return strings.HasSuffix(name, "_test.go") })
	var files []*ast.File
	for _, name := range names {
		f, err := parser.ParseFile(p.fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		p.files[name] = f
		files = append(files, f)
	}
	config := types.Config{Importer: importer.ForCompiler(p.fset, "source", nil)}
	if _, err := config.Check(dir, p.fset, files, &p.info); err != nil {
		return nil, err
	}
	for _, name := range names {
		for _, d := range p.files[name].Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil {
				p.list(filepath.Base(name), f)
			}
		}
	}
	return p, nil
}

// write is the source of the package with some of its mutants, which a switch turns on: the first is number 1.
func (p *mutable) write(chosen []*mutant) (map[string][]byte, error) {
	ids := map[*mutant]int{}
	for i, m := range chosen {
		ids[m] = i + 1
	}
	changes := map[ast.Node][]*mutant{} // several of one place are put around each other, in the order in which they were listed
	for _, m := range p.mutants {
		if ids[m] > 0 {
			changes[m.node] = append(changes[m.node], m)
		}
	}
	out := map[string][]byte{}
	for name, f := range p.files {
		// From the inside out: what holds a mutant takes it along.
		astutil.Apply(f, nil, func(c *astutil.Cursor) bool {
			now := c.Node()
			for _, m := range changes[now] {
				now = m.change(now, ids[m])
			}
			if now != c.Node() {
				c.Replace(now)
			}
			return true
		})
		var b bytes.Buffer
		if err := printer.Fprint(&b, token.NewFileSet(), f); err != nil {
			return nil, err
		}
		out[name] = b.Bytes()
	}
	return out, nil
}

// mutantSwitch is what the written source calls. A mutant that takes all memory ends there.
const mutantSwitch = `package engine

import (
	"os"
	"runtime"
	"strconv"
	"time"
)

var mutantOn, _ = strconv.Atoi(os.Getenv("WHYBOUNCED_MUTANT"))

func init() {
	if mutantOn == 0 {
		return
	}
	go func() {
		for {
			time.Sleep(200 * time.Millisecond)
			var m runtime.MemStats
			if runtime.ReadMemStats(&m); m.HeapAlloc > 1500<<20 {
				os.Exit(3)
			}
		}
	}()
}

func mutantIs(id int) bool { return mutantOn == id }

func mutantPick[T any](id int, was, is T) T {
	if mutantOn == id {
		return is
	}
	return was
}
`

// operators take each other's place. In a comparison for order the boundary moves by one.
var operators = map[token.Token]token.Token{
	token.EQL: token.NEQ, token.NEQ: token.EQL, token.LSS: token.LEQ, token.LEQ: token.LSS, token.GTR: token.GEQ, token.GEQ: token.GTR,
	token.ADD: token.SUB, token.SUB: token.ADD, token.MUL: token.ADD, token.QUO: token.MUL, token.REM: token.MUL,
	token.AND: token.OR, token.OR: token.AND, token.SHL: token.SHR, token.SHR: token.SHL, token.LAND: token.LOR, token.LOR: token.LAND,
	token.ADD_ASSIGN: token.SUB_ASSIGN, token.SUB_ASSIGN: token.ADD_ASSIGN, token.OR_ASSIGN: token.AND_ASSIGN, token.AND_ASSIGN: token.OR_ASSIGN,
}

// limit is the name of a limit. Whether it is one more or less is no promise, so its boundary is left alone.
var limit = regexp.MustCompile(`\b([mM]ax|least|longest)[A-Z]\w*`)

var ordered = map[token.Token]bool{token.LSS: true, token.LEQ: true, token.GTR: true, token.GEQ: true}

// list adds the mutants of a function.
func (p *mutable) list(file string, f *ast.FuncDecl) {
	add := func(n ast.Node, is string, change func(now ast.Node, id int) ast.Node) {
		p.mutants = append(p.mutants, &mutant{file: file, function: f.Name.Name, line: p.fset.Position(n.Pos()).Line, was: p.text(n), is: is, node: n, change: change})
	}
	leave := map[ast.Node]bool{}   // returns that can be left out, as the function goes on behind them
	decides := map[ast.Node]bool{} // expressions of a switch without a value
	astutil.Apply(f.Body, func(c *astutil.Cursor) bool {
		switch n := c.Node().(type) {
		case *ast.ArrayType, *ast.StructType:
			return false
		case *ast.GenDecl:
			return n.Tok != token.CONST
		case *ast.ExprStmt:
			if isCall(n.X, "panic") {
				return false // it says what cannot be
			}
		case *ast.SwitchStmt:
			for _, clause := range n.Body.List {
				for _, e := range clause.(*ast.CaseClause).List {
					decides[e] = n.Tag == nil
				}
			}
		case *ast.IfStmt:
			if list := statements(c.Parent()); n.Else == nil && len(n.Body.List) > 0 && c.Index() >= 0 && c.Index() < len(list)-1 {
				leave[n.Body.List[len(n.Body.List)-1]] = true
			}
		}
		if e, ok := c.Node().(ast.Expr); ok {
			if c.Name() == "Key" || c.Index() == 2 && isCall(c.Parent(), "make") {
				return false // must be constant, or is a capacity
			}
			p.expression(e, add)
			if p.info.Types[e].Value != nil {
				return false
			}
			if c.Name() == "Cond" || decides[e] {
				if b, ok := e.(*ast.BinaryExpr); !ok || b.Op != token.EQL && b.Op != token.NEQ { // those are turned around already
					add(e, "!("+p.text(e)+")", func(now ast.Node, id int) ast.Node {
						return binaryOf(paren(now.(ast.Expr)), token.NEQ, isOn(id))
					})
				}
			}
		}
		if s, ok := c.Node().(ast.Stmt); ok && c.Index() >= 0 {
			p.statement(s, leave[s], add)
		}
		return true
	}, nil)
}

// expression adds what may stand in the place of one.
func (p *mutable) expression(e ast.Expr, add func(ast.Node, string, func(ast.Node, int) ast.Node)) {
	tv := p.info.Types[e]
	if tv.Type == nil {
		return
	}
	kind, ok := tv.Type.Underlying().(*types.Basic)
	if !ok {
		return
	}
	if tv.Value != nil {
		is := p.otherConstant(e)
		if is == "" || limit.MatchString(p.text(e)) {
			return
		}
		add(e, is, func(now ast.Node, id int) ast.Node { return pick(tv.Type, id, now.(ast.Expr), ast.NewIdent(is)) })
		return
	}
	n, ok := e.(*ast.BinaryExpr)
	if !ok {
		return
	}
	op, ok := operators[n.Op]
	if !ok || kind.Info()&types.IsString != 0 || ordered[n.Op] && (limit.MatchString(p.text(n.X)) || limit.MatchString(p.text(n.Y))) {
		return
	}
	add(n, p.text(&ast.BinaryExpr{X: n.X, Op: op, Y: n.Y}), func(now ast.Node, id int) ast.Node {
		was := now.(*ast.BinaryExpr)
		is := binaryOf(paren(was.X), op, paren(was.Y))
		if kind.Info()&types.IsBoolean != 0 { // the other side of one may not be there to be looked at
			return paren(binaryOf(paren(binaryOf(isOn(id), token.LAND, paren(is))), token.LOR, paren(binaryOf(not(isOn(id)), token.LAND, paren(was)))))
		}
		return pick(tv.Type, id, was, is)
	})
}

// statement adds a statement left out, and the other operation of an assignment.
func (p *mutable) statement(s ast.Stmt, leave bool, add func(ast.Node, string, func(ast.Node, int) ast.Node)) {
	switch s := s.(type) {
	case *ast.AssignStmt:
		if s.Tok == token.DEFINE {
			return
		}
		op, ok := operators[s.Tok]
		if b, basic := p.info.Types[s.Lhs[0]].Type.(*types.Basic); ok && basic && b.Info()&types.IsString == 0 {
			other := &ast.AssignStmt{Lhs: s.Lhs, Tok: op, Rhs: s.Rhs}
			add(s, p.text(other), func(now ast.Node, id int) ast.Node {
				return &ast.IfStmt{Cond: isOn(id), Body: block(other), Else: block(now.(ast.Stmt))}
			})
		}
	case *ast.BranchStmt:
		if s.Tok != token.BREAK && s.Tok != token.CONTINUE {
			return
		}
	case *ast.ReturnStmt:
		if !leave {
			return
		}
	case *ast.ExprStmt, *ast.IncDecStmt:
	default:
		return
	}
	add(s, removed, func(now ast.Node, id int) ast.Node {
		return &ast.IfStmt{Cond: not(isOn(id)), Body: block(now.(ast.Stmt))}
	})
}

// otherConstant is the next number, an empty string or one that is not, or the other truth value.
func (p *mutable) otherConstant(e ast.Expr) string {
	tv := p.info.Types[e]
	kind := tv.Type.Underlying().(*types.Basic)
	switch {
	case kind.Info()&types.IsBoolean != 0:
		return strconv.FormatBool(!constant.BoolVal(tv.Value))
	case kind.Info()&types.IsInteger != 0:
		value, one := constant.ToInt(tv.Value), constant.MakeInt64(1)
		if most, sized := largest[kind.Kind()]; sized && constant.Compare(value, token.GEQ, constant.MakeUint64(most)) {
			return constant.BinaryOp(value, token.SUB, one).ExactString()
		}
		return constant.BinaryOp(value, token.ADD, one).ExactString()
	case kind.Info()&types.IsString != 0 && constant.StringVal(tv.Value) == "":
		return `"mutant"`
	case kind.Info()&types.IsString != 0:
		return `""`
	}
	return ""
}

var largest = map[types.BasicKind]uint64{types.Uint8: 1<<8 - 1, types.Uint16: 1<<16 - 1, types.Uint32: 1<<32 - 1, types.Uint64: 1<<64 - 1, types.Int8: 1<<7 - 1, types.Int32: 1<<31 - 1, types.Int64: 1<<63 - 1}

// text is code on one line.
func (p *mutable) text(n ast.Node) string {
	var b bytes.Buffer
	_ = printer.Fprint(&b, p.fset, n)
	return strings.Join(strings.Fields(b.String()), " ")
}

func statements(n ast.Node) []ast.Stmt {
	switch n := n.(type) {
	case *ast.BlockStmt:
		return n.List
	case *ast.CaseClause:
		return n.Body
	}
	return nil
}

func isCall(n ast.Node, name string) bool {
	c, ok := n.(*ast.CallExpr)
	if !ok {
		return false
	}
	f, ok := c.Fun.(*ast.Ident)
	return ok && f.Name == name
}

func pick(t types.Type, id int, was, is ast.Expr) ast.Expr {
	name := types.TypeString(types.Default(t), func(*types.Package) string { return "" })
	return &ast.CallExpr{Fun: &ast.IndexExpr{X: ast.NewIdent("mutantPick"), Index: ast.NewIdent(name)}, Args: []ast.Expr{number(id), was, is}}
}

func isOn(id int) ast.Expr {
	return &ast.CallExpr{Fun: ast.NewIdent("mutantIs"), Args: []ast.Expr{number(id)}}
}

func binaryOf(x ast.Expr, op token.Token, y ast.Expr) ast.Expr {
	return &ast.BinaryExpr{X: x, Op: op, Y: y}
}
func paren(x ast.Expr) ast.Expr       { return &ast.ParenExpr{X: x} }
func not(x ast.Expr) ast.Expr         { return &ast.UnaryExpr{Op: token.NOT, X: x} }
func number(n int) ast.Expr           { return &ast.BasicLit{Kind: token.INT, Value: strconv.Itoa(n)} }
func block(s ast.Stmt) *ast.BlockStmt { return &ast.BlockStmt{List: []ast.Stmt{s}} }
