# Nothing is tested here.
