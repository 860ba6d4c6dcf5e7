# exit: 1
print(f"value: }")
