;; Takes all entries of a table it gets.
(module
  (memory (export "memory") 1)
  (func (export "walden_alloc") (param i32) (result i32) (i32.const 1024))
  (table 1 funcref)
  (data (i32.const 16) "{\22text\22:\22bounded!\22}")
  (data (i32.const 64) "{\22text\22:\22more than 16 pages\22}")
  (func (export "walden_call_v1") (param i32 i32) (result i64) 
    (loop (br_if 0 (i32.ne (table.grow 0 (ref.null func) (i32.const 10000)) (i32.const -1))))
    (if (result i64) (i32.le_u (table.size 0) (i32.const 65536)) (then (i64.or (i64.shl (i64.const 16) (i64.const 32)) (i64.const 19))) (else (i64.or (i64.shl (i64.const 64) (i64.const 32)) (i64.const 29))))))
