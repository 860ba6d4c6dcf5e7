"""logging to files, and the time in a record"""

import logging, os, threading
logging.basicConfig(filename="app.log", filemode="w", level=logging.DEBUG, format="%(levelname)s:%(name)s:%(threadName)s:%(message)s")
logging.info("hello %s", "x"); logging.getLogger("a.b").warning("w")
def work(i): logging.debug("from %d", i)
ts = [threading.Thread(target=work, args=(i,), name=f"T{i}") for i in range(3)]
for t in ts: t.start(); t.join()
logging.shutdown()
print(open("app.log").read())
h = logging.FileHandler("b.log"); l = logging.getLogger("q"); l.propagate = False; l.addHandler(h); l.error("to b"); h.close()
print(open("b.log").read(), os.path.basename(h.baseFilename), h.mode)
f = logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%d %H:%M:%S")
r = logging.LogRecord("n", 20, "p.py", 1, "msg", (), None); r.created = 1700000000.5; r.msecs = 500.0
print(f.format(r), logging.Formatter("%(asctime)s").format(r))
os.remove("app.log"); os.remove("b.log")
