import re
from collections import Counter, defaultdict

LINE = re.compile(r'(?P<ip>\d{1,3}(?:\.\d{1,3}){3}) - - \[(?P<when>[^\]]+)\] "(?P<verb>GET|POST) (?P<path>\S+)[^"]*" (?P<status>\d{3}) (?P<size>\d+|-)')
log = [f'10.0.0.{i % 3} - - [0{i % 9}/May/2024:10:0{i % 7}:00] "{"GET" if i % 4 else "POST"} /page/{i % 5}?x={i} HTTP/1.1" {200 if i % 6 else 404} {i * 10 or "-"}' for i in range(30)]
log.append("garbage")
hits, sizes, bad = Counter(), defaultdict(int), 0
for line in log:
    m = LINE.match(line)
    if m is None:
        bad += 1
        continue
    hits[m["ip"], m["verb"], m["status"]] += 1
    sizes[re.sub(r"\?.*", "", m["path"])] += 0 if m["size"] == "-" else int(m["size"])
print(sorted(hits.items()), dict(sorted(sizes.items())), bad)
print(re.sub(r"(?m)^(\w+)\s*=\s*(.*)$", r"\2 <- \1", "a = 1\nbb=two\n"), re.findall(r"[\w.+-]+@[\w-]+\.[\w.]+", "write to a.b@c.org, x@y.co.uk!"))
print(re.sub(r"(?<!^)(?=[A-Z])", "_", "camelCaseName").lower(), re.sub(r"_(\w)", lambda m: m[1].upper(), "snake_case_name"), "%s" % re.match(r"\s*", "  x").end())
