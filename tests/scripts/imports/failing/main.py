# exit: 1
print("before")
import broken

print("never")
