"""textwrap"""

import textwrap as t
text = "The quick brown fox -- jumped over the lazy-dog, well-known state-of-the-art 3-4 a-b foo--bar x-ray e-mail and\tthen some really-long-hyphenated-wordsthatkeepgoingandgoing on. Use -foption or --long-option=value; re-raise"
for w in (5, 10, 14, 20, 33, 70):
    print(w, t.wrap(text, w))
    print(t.wrap(text, w, break_long_words=False, break_on_hyphens=False))
    print(t.wrap(text, w, initial_indent="* ", subsequent_indent="  ", drop_whitespace=False))
print(t.fill("hello world foo bar", 10))
print(t.shorten("Hello  world! How are you doing today?", 20), t.shorten("Hello world", 11), t.shorten("Hello world", 10, placeholder="..."))
print(repr(t.dedent("   a\n     b\n\n   c\n \n")), repr(t.dedent("\tx\n  y")), repr(t.indent("a\n\nb\n", "> ")), repr(t.indent("a\n\nb", "> ", lambda l: True)))
print(t.wrap("", 10), t.wrap("   ", 10), t.wrap("aaa bbb ccc", 7, max_lines=1, placeholder=".."))
