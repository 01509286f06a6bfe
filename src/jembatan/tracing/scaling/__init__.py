"""Tracing past one machine: Parquet partitions on Dask workers, and an index in shards. Needs the extra `scale`."""
