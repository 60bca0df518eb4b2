#!/bin/sh
# How gzip makes the smallest file of the digits: a shell script, tuned as a whole.
#
#     hyperlens run examples/programs/compress.sh
#
# @study compress minimize bytes  trials=20 seed=2
set -e

level=1 # @tune int(1, 9)
order="rows" # @tune choice("rows", "sorted", "columns")

data=$(dirname "$0")/../data/digits.txt
case $order in
rows) cat "$data" ;;
sorted) sort "$data" ;;
columns) cut -c3- "$data" | fold -w 8 ;;
esac | gzip -c -"$level" | wc -c | awk '{ print "bytes=" $1 }'
