# Jumps out of `except*`, and how deep statements may be.
texts = [
    "try: pass\nexcept* E: break", "while 1:\n  try: pass\n  except* E: break",
    "def f():\n  try: pass\n  except* E: return", "while 1:\n  try: pass\n  except* E: continue",
    "with " + ", ".join(["a"] * 20) + ": pass", "with " + ", ".join(["a"] * 22) + ": pass",
    "def f():\n  with " + ", ".join(["a"] * 20) + ": yield", "def f():\n  with " + ", ".join(["a"] * 21) + ": yield",
]
for text in texts:
    try:
        compile(text, "<text>", "exec")
        print("fine")
    except SyntaxError as error:
        print(error.msg, error.lineno)
