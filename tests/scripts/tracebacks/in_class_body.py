# exit: 1
class Settings:
    size = 10
    half = size / 0
