"""Takes out of an ONNX file what the exporter writes for debugging: stack traces hold paths of the machine that exported."""
import onnx


def strip(path):
    """Rewrites the file without documentation strings and metadata of graph, nodes and values; what it computes stays the same."""
    model = onnx.load(path)
    graph = model.graph
    nodes = list(graph.node) + [node for function in model.functions for node in function.node]
    for part in [model, graph, *model.functions, *nodes, *graph.value_info, *graph.input, *graph.output, *graph.initializer]:
        part.doc_string = ""
        del part.metadata_props[:]
    onnx.save(model, path)
