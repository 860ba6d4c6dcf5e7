from string import Template
import string

t = Template("$who owes ${whom} $$5 and $2")
print(t.template, t.safe_substitute(who="Ann"), t.is_valid() if hasattr(t, "is_valid") else "")
print(Template("$a-${b}c $$ $a").substitute({"a": 1}, b=[2]), Template("$x").safe_substitute(), Template("é$é $_a1").safe_substitute(_a1=3))
for text in ["$", "a\nb $1", "${", "$a ${b", "$missing"]:
    try:
        print(Template(text).substitute(a=1))
    except (ValueError, KeyError) as error:
        print(type(error).__name__, error)
class Percent(Template):
    delimiter = "%"
    idpattern = "[a-z]+_[a-z]+"
print(Percent("%a_b %ab %% %{c_d}").safe_substitute(a_b=1, c_d=2), Percent("x").template, string.Template is Template)
class Own(Template):
    pattern = r"(?P<escaped>@@)|@(?P<named>\w+)@|(?P<braced>(?!))|(?P<invalid>@)"
print(Own("@a@ @@").substitute(a=5))
