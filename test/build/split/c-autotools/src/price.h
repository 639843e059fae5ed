int price(const char *dish);
unsigned long receipt(const char *dish);
