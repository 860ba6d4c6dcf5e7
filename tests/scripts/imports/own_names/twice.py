WHERE = "beside"
