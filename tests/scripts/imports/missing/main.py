# exit: 1
try:
    import absent
except ModuleNotFoundError as error:
    print(error, "/", error.name)
import absent
