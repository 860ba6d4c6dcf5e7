"""CPython's tree as text, as `gilscope::syntax::dump` writes ours; for the tests of the parser."""
import ast, struct, sys
sys.set_int_max_str_digits(0)
SKIP = {'ctx', 'type_comment', 'kind', 'type_ignores'}
OPS = (ast.operator, ast.unaryop, ast.boolop, ast.cmpop)
def quote(s):
    return '"' + ''.join('\\' + c if c in '"\\' else c if ' ' <= c <= '~' else '\\u{%x}' % ord(c) for c in s) + '"'
class Dumper:
    def __init__(self, text):
        # ast counts columns in bytes
        self.lines = [l if l.isascii() else l.encode('utf8','surrogatepass') for l in text.split('\n')] + ['']
    def col(self, line, c):
        l = self.lines[line-1]
        return c if isinstance(l, str) else len(l[:c].decode('utf8','surrogatepass'))
    def span(self, n):
        return f'@{n.lineno}:{self.col(n.lineno,n.col_offset)}-{n.end_lineno}:{self.col(n.end_lineno,n.end_col_offset)}'
    def const(self, v):
        if v is None or v is True or v is False: return repr(v)
        if v is ...: return '...'
        if isinstance(v, int): return f'{v:x}'
        if isinstance(v, float): return 'f%016x' % struct.unpack('>Q', struct.pack('>d', v))
        if isinstance(v, complex): return 'j%016x' % struct.unpack('>Q', struct.pack('>d', v.imag))
        if isinstance(v, str): return quote(v)
        return 'b ' + quote(v.decode('latin1'))
    def lst(self, xs): return ' '.join(['[', *map(self.d, xs), ']'])
    def params(self, a):
        n = len(a.posonlyargs) + len(a.args)
        defs = [None]*(n-len(a.defaults)) + a.defaults
        def arg(x, d):
            c = self.col(x.lineno, x.col_offset)
            return f'(arg@{x.lineno}:{c}-{x.lineno}:{c+len(x.arg)} {x.arg} {self.d(x.annotation)} {self.d(d)})'
        def args(xs, ds): return ' '.join(['[', *(arg(x, d) for x, d in zip(xs, ds)), ']'])
        p = len(a.posonlyargs)
        one = lambda x: args([x], [None]) if x else '[ ]'
        return f'(arguments {args(a.posonlyargs, defs[:p])} {args(a.args, defs[p:])} {one(a.vararg)} {args(a.kwonlyargs, a.kw_defaults)} {one(a.kwarg)})'
    def joined(self, n):
        out = ['[']; text = ''
        for v in n.values:
            if isinstance(v, ast.Constant): text += v.value; continue
            if text: out.append(quote(text)); text = ''
            conv = '-' if v.conversion < 0 else chr(v.conversion)
            spec = self.joined(v.format_spec) if v.format_spec else '-'
            out.append(f'(FormattedValue{self.span(v)} {self.d(v.value)} {conv} {spec})')
        if text: out.append(quote(text))
        return ' '.join(out + [']'])
    def d(self, n):
        if n is None: return '-'
        if isinstance(n, list): return self.lst(n)
        if isinstance(n, str): return n
        if isinstance(n, int): return str(n)
        if isinstance(n, OPS): return type(n).__name__
        name = type(n).__name__
        sp = self.span(n) if hasattr(n, 'lineno') else ''
        if isinstance(n, ast.Constant): return f'(Constant{sp} {self.const(n.value)})'
        if isinstance(n, ast.MatchSingleton): return f'(MatchSingleton{sp} {self.const(n.value)})'
        if isinstance(n, ast.JoinedStr): return f'(JoinedStr{sp} {self.joined(n)})'
        if isinstance(n, ast.arguments): return self.params(n)
        if isinstance(n, ast.Dict):
            return f'(Dict{sp} [ ' + ''.join(f'{self.d(k)} {self.d(v)} ' for k, v in zip(n.keys, n.values)) + '])'
        if isinstance(n, ast.ImportFrom):
            names = [] if n.names[0].name == '*' else n.names
            return f'(ImportFrom{sp} {self.d(n.module)} {self.d(names)} {n.level})'
        if name == 'TypeAlias': return f'(TypeAlias{sp} {n.name.id} {self.d(n.value)})'
        if isinstance(n, ast.match_case): sp = ''
        fields = []
        for f in n._fields:
            if f in SKIP: continue
            v = getattr(n, f)
            fields.append('[ ' + ''.join(t.name + ' ' for t in v) + ']' if f == 'type_params' else self.d(v))
        if name in ('FunctionDef', 'AsyncFunctionDef', 'ClassDef') and 'type_params' not in n._fields:
            fields.append('[ ]')  # Python 3.11 has none
        return f'({" ".join([name + sp, *fields])})'
def dump(text): 
    return Dumper(text).d(ast.parse(text))


def cases(text):
    """The texts of a file of cases: `===`, a text, `---`, what CPython makes of it."""
    for case in text.split('===\n')[1:]:
        yield case.split('\n---\n')[0]


def library():
    """Files of the standard library that are not too large, each with its tree."""
    import pathlib, sysconfig
    folder = pathlib.Path(sysconfig.get_paths()['stdlib'])
    for file in sorted(folder.glob('*.py')):
        text = file.read_bytes()
        if len(text) > 40_000 or b'\f' in text:
            continue
        try:
            print(f'{file}\t{dump(text.decode().replace(chr(13) + chr(10), chr(10)))}')
        except (SyntaxError, UnicodeDecodeError):
            pass


if __name__ == '__main__':
    if not (3, 11) <= sys.version_info < (3, 14):
        sys.exit(3)
    sys.setrecursionlimit(10_000)
    sys.stdout.reconfigure(encoding='utf8')
    if sys.argv[1:] == ['--library']:
        library()
    elif sys.argv[1:] == ['--trees']:
        # trees.txt anew: python3 dump.py --trees <trees.txt
        for text in cases(sys.stdin.read()):
            print(f'===\n{text}\n---\n{dump(text + chr(10))}\n')
