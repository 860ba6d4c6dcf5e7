print("bolt", __name__)
import shop.parts.nut

PRICE = 4
if __name__ == "__main__":
    print("never")
