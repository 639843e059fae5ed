module example.org/shop

go 1.21

require (
	example.org/greeting v0.0.0
	example.org/money.git v1.0.0
)

replace example.org/greeting => ./greeting
