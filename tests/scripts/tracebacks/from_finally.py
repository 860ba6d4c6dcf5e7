# exit: 1
def risky():
    try:
        print("body")
        raise ValueError("first")
    finally:
        print("cleanup")
        [][0]


risky()
