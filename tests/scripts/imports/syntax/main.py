# exit: 1
print("main is fine")
import wrong
