# exit: 3
def main():
    print("running")
    raise SystemExit(3)


if __name__ == "__main__":
    main()
    print("never")
