import logging
import sys
import threading

log = logging.getLogger("app")
print(log, log.level, log.getEffectiveLevel(), log.parent, logging.root)
log.info("nobody hears this")

logging.basicConfig(
    level=logging.INFO,
    stream=sys.stdout,
    format="%(levelname)-8s|%(name)s|%(threadName)-10s|%(message)s",
)
logging.debug("hidden")
logging.info("plain")
logging.info("with %s and %d", "text", 7)
logging.info("with %(a)s", {"a": 1})
logging.warning("percent 100%")
log.error("from app")
log.setLevel("ERROR")
log.warning("hidden too")
log.log(logging.CRITICAL, "by number")
child = logging.getLogger("app.db")
print(child.parent is log, child.getEffectiveLevel(), logging.getLogger("app") is log, child)
child.error("child")


def work(n):
    logging.info("working on %s", n)


for n in range(3):
    thread = threading.Thread(target=work, args=(n,), name=f"worker-{n}")
    thread.start()
    thread.join()

handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(logging.Formatter("{levelname:>9} {message} {funcName} {lineno}", style="{"))
other = logging.getLogger("other")
other.addHandler(handler)
other.propagate = False
other.warning("own handler")


def inside():
    other.error("in a function")


inside()
print(handler, handler.level, other.handlers == [handler], other.hasHandlers())


class Collect(logging.Handler):
    def __init__(self):
        super().__init__()
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))


collect = Collect()
collect.setLevel(logging.WARNING)
logging.getLogger().addHandler(collect)
logging.getLogger("app.db").error("collected %r", "x")
logging.info("not collected")
print(collect.lines)
try:
    1 / 0
except ZeroDivisionError:
    record = logging.getLogger("quiet")
    record.propagate = False
    record.addHandler(collect)
    collect.setFormatter(logging.Formatter("%(name)s %(message)s"))
    record.exception("went wrong")
print(collect.lines[-1].split("\n")[0], "|", collect.lines[-1].split("\n")[-1])
logging.getLogger().removeHandler(collect)

logging.basicConfig(force=True, format="%(message)s", stream=sys.stdout, level="DEBUG")
logging.debug("after force")
logging.basicConfig(format="ignored")
logging.debug("still the same")
for level in (10, 25, "ERROR"):
    print(logging.getLevelName(level))
for arguments in ({"nonsense": 1}, {"level": "LOUD"}):
    try:
        logging.basicConfig(force=True, **arguments)
    except ValueError as error:
        print(error)
logging.addLevelName(25, "NOTICE")
logging.basicConfig(force=True, stream=sys.stdout)
logging.log(25, "is not a level below warning")
logging.log(35, "odd")
only = logging.getLogger("only")
only.addFilter(lambda record: "keep" in record.getMessage())
only.warning("keep this")
only.warning("drop this")
adapter = logging.LoggerAdapter(only, {"user": "ann"})
logging.basicConfig(force=True, stream=sys.stdout, format="%(user)s: %(message)s")
adapter.warning("keep me")
logging.disable(logging.WARNING)
only.warning("keep silent")
formatter = logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%d %H:%M:%S")
made = logging.LogRecord("n", logging.INFO, "dir/file.py", 12, "told", (), None)
print(made, made.filename, made.module, len(formatter.format(made)), len(logging.Formatter().formatTime(made)))
