# exit: 1
größe = {"höhe": 3}
text = "äöü€" + "日本" + str(größe["breite"])
