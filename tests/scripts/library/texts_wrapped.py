# `textwrap` with hyphens, dashes and sentences.
import textwrap

texts = [
    "yaba daba-doo", "this-is-a-useful-feature-for-reformatting-posts-from-tim-peters'ly",
    "this|is|a|useful|feature -- a thought -- is it?", "e-mail, e-e-e and x-y 20-30 -40 a-1 b2-c3",
    "Hello there -- you goof-ball, use the -b option!", "--foo --bar=x what?-no (well-known) [self-made]-thing",
    "What a mess?Yes--no --- maybe----ok -", "Die Nicht-Raucher-Ecke ist da\xfcber-hinaus gut-",
    "One. Two!  Three? \"Four.\" five. (six.) Seven.\n\tEight", "a\u2014b \u2013 c", "",
]
for text in texts:
    for width in (5, 9, 14, 30):
        print(textwrap.wrap(text, width))
        print(textwrap.wrap(text, width, break_on_hyphens=False, fix_sentence_endings=True))
    print(textwrap.fill(text, 20, fix_sentence_endings=True, initial_indent="* ", subsequent_indent="  "))
    print(textwrap.shorten(text, 25))
