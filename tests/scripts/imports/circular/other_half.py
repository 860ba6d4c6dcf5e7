import half

half.DONE
