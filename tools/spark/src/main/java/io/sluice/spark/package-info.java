/// Spark, and Iceberg's own generic reader, as readers of data sets. Start reading at [SparkMain].
package io.sluice.spark;
