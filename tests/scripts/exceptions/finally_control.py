def return_in_try():
    try:
        return "try"
    finally:
        print("finally runs")


def value_is_kept():
    x = 1
    try:
        return x
    finally:
        x = 2


def except_returns():
    try:
        raise ValueError
    except ValueError:
        return "except"
    finally:
        print("after except")


def else_returns():
    try:
        pass
    except ValueError:
        return "never"
    else:
        return "else"
    finally:
        print("after else")


def breaks():
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            print("body", i)
        finally:
            print("finally", i)
    else:
        print("never")
    return i


def nested():
    log = []
    try:
        log.append("outer try")
        try:
            log.append("inner try")
            raise KeyError("k")
        finally:
            log.append("inner finally")
    except KeyError:
        log.append("outer except")
        try:
            log.append("try in except")
            return log
        finally:
            log.append("finally in except")
    finally:
        log.append("outer finally")


def while_loop():
    n = 0
    while True:
        try:
            n += 1
            if n < 3:
                continue
            return n
        finally:
            n += 10


def replaced():
    try:
        try:
            raise ValueError("first")
        finally:
            raise KeyError("second")
    except KeyError as error:
        return repr(error), repr(error.__context__)


def loop_in_finally():
    try:
        raise ValueError("kept")
    finally:
        for i in range(3):
            if i == 1:
                break
        print("loop ended at", i)


print(
    return_in_try(),
    value_is_kept(),
    except_returns(),
    else_returns(),
    breaks(),
    nested(),
    while_loop(),
    replaced(),
)
try:
    loop_in_finally()
except ValueError as error:
    print("still raised:", error)


def with_finally(manager_log):
    for i in range(2):
        try:
            try:
                raise ValueError(i)
            except ValueError as error:
                if i == 0:
                    continue
                return str(error)
            finally:
                manager_log.append(("inner", i))
        finally:
            manager_log.append(("outer", i))


log = []
print(with_finally(log), log)
