import collections
import glob
import tempfile

import tensorflow as tf

WH = tf.Variable(tf.ones((2, 2)))
BH = tf.Variable(tf.zeros(2))
WO = tf.Variable(tf.ones((2, 2)))
BO = tf.Variable(tf.zeros(2))


@tf.function
def predict(I):
    H = tf.nn.relu(tf.nn.bias_add(I @ WH, BH))
    return tf.nn.bias_add(H @ WO, BO)


def write_trace(function, *arguments):
    folder = tempfile.mkdtemp()
    tf.summary.trace_on(graph=True)
    function(*arguments)
    with tf.summary.create_file_writer(folder).as_default():
        tf.summary.trace_export('trace', step=0)
    return glob.glob(folder + '/*')


def count(graph):
    return dict(collections.Counter(node.op for node in graph.node if node.op[1:4] not in ('Arg', 'Ret')))


files = write_trace(predict, tf.ones((1, 2)))
for record in tf.data.TFRecordDataset(files):
    for value in tf.compat.v1.Event.FromString(record.numpy()).summary.value:
        data = tf.compat.v1.RunMetadata.FromString(value.tensor.string_val[0])
        graphs = data.function_graphs[0]
        print('before :', count(graphs.pre_optimization_graph))
        print('after  :', count(graphs.post_optimization_graph))
        for node in graphs.post_optimization_graph.node:
            if node.op == '_FusedMatMul':
                print('fused  :', *node.input, '+', *node.attr['fused_ops'].list.s)
