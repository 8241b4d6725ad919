"""Files of messages, read and written a chunk at a time: CSV, NDJSON and Parquet, told apart by their ending.

    readers  open a file and give Chunks: the rows that can be screened, and Rejects for those that cannot
    writers  take a Chunk with the columns that screening adds

A column of the input that has the name of an added one is kept under the name `input_<name>`.
"""
