package main

import (
	"fmt"

	"example.org/greeting"
	money "example.org/money.git"
)

func main() {
	fmt.Println(greeting.Text(), money.Sum(1, 2))
}
