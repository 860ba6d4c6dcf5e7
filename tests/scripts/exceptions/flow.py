def flow(error, caught=ValueError):
    print("--", error)
    try:
        print("body")
        if error:
            raise error("message")
    except caught as e:
        print("except", repr(e))
    else:
        print("else")
    finally:
        print("finally")


flow(None)
flow(ValueError)
flow(UnicodeError)
try:
    flow(KeyError)
except KeyError as e:
    print("escaped", e)
flow(KeyError, (ValueError, LookupError))
flow(ValueError, Exception)
flow(ValueError, BaseException)


def which(action):
    try:
        return action()
    except ZeroDivisionError:
        return "zero"
    except (IndexError, KeyError) as e:
        return f"lookup {e!r}"
    except TypeError:
        return "type"
    except Exception as e:
        return f"other {type(e).__name__}"
    except:
        return "bare"


def leave():
    raise SystemExit(3)


print(
    [
        which(a)
        for a in (
            lambda: 1 / 0,
            lambda: [][0],
            lambda: {}["k"],
            lambda: 1 + "",
            lambda: int("x"),
            leave,
            lambda: "fine",
            lambda: nope,
        )
    ]
)
try:
    try:
        raise ValueError("inner")
    except KeyError:
        print("never")
    finally:
        print("inner finally")
except ValueError as e:
    print("outer", e)
try:
    e
except NameError as error:
    print(error)
e = "before"
try:
    raise ValueError
except ValueError as e:
    print(repr(e), e.args)
try:
    pass
finally:
    print("only finally")
for item in [1, "a", None, [2]]:
    try:
        print(item + 1)
    except TypeError:
        continue
    finally:
        print("done", item)
