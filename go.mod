module github.com/whybounced/whybounced

go 1.26
