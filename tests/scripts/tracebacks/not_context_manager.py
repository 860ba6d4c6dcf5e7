# exit: 1
with "text" as text:
    print(text)
