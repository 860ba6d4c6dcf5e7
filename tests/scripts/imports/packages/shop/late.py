print("late", __name__)
WHEN = "late"
