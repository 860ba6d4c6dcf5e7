# exit: 1
settings = {"offset": "5"}
print(-settings["offset"])
