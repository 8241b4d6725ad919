"""Files of messages, read and written a chunk at a time: CSV, NDJSON and Parquet, told apart by their ending.

    *_files    read a format into Chunks: the rows that can be screened, and Rejects for those that cannot
    *_output   write blocks of Chunks with the columns that screening adds, to a file that can be gone on with
    chunks     what is handed over;  fields, values: from cells to messages, and from one format's values to another's

A column of the input that has the name of an added one is kept under the name `input_<name>`.
"""
