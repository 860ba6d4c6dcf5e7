# exit: 1
x = """never
closed
