SIZE = "mine"
