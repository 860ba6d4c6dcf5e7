print("parts", __name__)
