;; Takes all memory it gets.
(module
  (memory (export "memory") 1)
  (func (export "walden_alloc") (param i32) (result i32) (i32.const 1024))
  (data (i32.const 16) "{\22text\22:\2216 pages\22}")
  (data (i32.const 64) "{\22text\22:\22more than 16 pages\22}")
  (func (export "walden_call_v1") (param i32 i32) (result i64) 
    (loop (br_if 0 (i32.ne (memory.grow (i32.const 1)) (i32.const -1))))
    (if (result i64) (i32.eq (memory.size) (i32.const 16)) (then (i64.or (i64.shl (i64.const 16) (i64.const 32)) (i64.const 19))) (else (i64.or (i64.shl (i64.const 64) (i64.const 32)) (i64.const 29))))))
