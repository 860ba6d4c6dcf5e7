# exit: 1
print("this must not be printed")


def fine():
    return 1


fine(
    1,
    2 =
)
