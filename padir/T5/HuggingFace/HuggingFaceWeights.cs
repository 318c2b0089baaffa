using Gmlm.Padir.Messages;
using Gmlm.Padir.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.T5;

/// <summary>Reads and writes a network's weights under Hugging Face's names.</summary>
public static class HuggingFaceWeights
{
    /// <summary>The name of the token embedding.</summary>
    internal const string Embedding = "shared.weight";

    private const int MostListed = 5;

    // Older checkpoints repeat the shared embedding, and hold a bias that no version of transformers reads.
    private static readonly string[] Repeated = ["encoder.embed_tokens.weight", "decoder.embed_tokens.weight"];
    private const string NeverRead = "decoder.block.0.layer.1.EncDecAttention.relative_attention_bias.weight";

    /// <summary>Makes a network in evaluation mode with exactly these weights.</summary>
    /// <exception cref="CheckpointException">Weights are missing, unknown or of another shape; the message names them.</exception>
    public static T5Network Import(T5Config config, IReadOnlyList<WeightTensor> tensors)
    {
        var expected = HuggingFaceNames.Of(config.Checked());
        Check(config, expected, [.. tensors.Select(tensor => (tensor.Name, tensor.Shape))]);
        var given = tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        CheckRepeated(config, given);

        using var noGradient = no_grad();
        var network = new T5Network(config);
        foreach (var weight in expected)
        {
            using var scope = NewDisposeScope();
            weight.In(network).copy_(tensor(given[weight.Name].Values, weight.Shape));
        }

        network.eval();
        return network;
    }

    /// <summary>Returns all weights of a network.</summary>
    public static IEnumerable<WeightTensor> Export(T5Network network)
    {
        foreach (var weight in HuggingFaceNames.Of(network.Config))
        {
            using var scope = NewDisposeScope();
            using var noGradient = no_grad();
            yield return new WeightTensor(weight.Name, weight.Shape, weight.In(network).cpu().contiguous().data<float>().ToArray());
        }
    }

    /// <summary>
    /// Compares names and shapes with the configuration, before memory is allocated for a network. Returns true or throws.
    /// </summary>
    /// <exception cref="CheckpointException">Weights are missing, unknown or of another shape.</exception>
    internal static bool Check(
        T5Config config, IReadOnlyList<NamedWeight> expected, IReadOnlyList<(string Name, IReadOnlyList<long> Shape)> given)
    {
        var shapes = given.ToDictionary(tensor => tensor.Name, tensor => tensor.Shape, StringComparer.Ordinal);
        var wanted = expected.ToDictionary(weight => weight.Name, weight => (IReadOnlyList<long>)weight.Shape, StringComparer.Ordinal);
        string[] missing = [.. wanted.Keys.Where(name => !shapes.ContainsKey(name)).Order(StringComparer.Ordinal)];
        string[] extra =
        [
            .. shapes.Keys.Where(name => !wanted.ContainsKey(name) && name != NeverRead && !IsRepeated(config, name))
                .Order(StringComparer.Ordinal),
        ];
        if (missing.Length + extra.Length > 0)
        {
            throw new CheckpointException(
                $"the weights are not those of the configuration: "
                    + $"{Listed("missing", missing)}{(missing.Length > 0 && extra.Length > 0 ? "; " : "")}{Listed("extra", extra)}");
        }

        foreach (var (name, shape) in wanted.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (!shape.SequenceEqual(shapes[name]))
            {
                throw new CheckpointException(
                    $"tensor '{name}' has shape {WeightTensor.Show(shapes[name])}; the configuration asks for {WeightTensor.Show(shape)}");
            }
        }

        return true;
    }

    private static void CheckRepeated(T5Config config, Dictionary<string, WeightTensor> given)
    {
        foreach (var (name, copy) in given.Where(pair => IsRepeated(config, pair.Key)))
        {
            if (!copy.Shape.SequenceEqual(given[Embedding].Shape) || !copy.Values.AsSpan().SequenceEqual(given[Embedding].Values))
            {
                throw new CheckpointException($"tensor '{name}' should repeat '{Embedding}', but differs from it");
            }
        }
    }

    private static bool IsRepeated(T5Config config, string name) =>
        Repeated.Contains(name) || (config.TieEmbeddings && name == HuggingFaceHead.Name);

    private static string Listed(string what, string[] names)
    {
        var listed = string.Join(", ", names.Take(MostListed).Select(MessageText.Quote)) + (names.Length > MostListed ? ", …" : "");
        return names.Length == 0 ? "" : FormattableString.Invariant($"{names.Length} {what} ({listed})");
    }
}
