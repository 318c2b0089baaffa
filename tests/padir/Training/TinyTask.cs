using Gmlm.Padir.Configuration;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.T5;
using Gmlm.Padir.Tests.Model;
using Gmlm.Padir.Training;

namespace Gmlm.Padir.Tests.Training;

/// <summary>
/// A copying task, which a tiny network learns in a few steps. Ids: pad 0, end 1, words 4 … 29, masks 30 … , [LENGTH] 38, [MASK] 39.
/// </summary>
internal static class TinyTask
{
    public static readonly DecodingTokens Tokens = new(0, 1, 39, i => 30 + i, 8, 4, 26, 38, 3);

    public static PadirConfig Config(DecoderMode mode = DecoderMode.Parallel) => new()
    {
        Network = Tensors.Tiny with { StartId = 3 },
        Decoder = mode,
        Lengths = new LengthOptions { MaxLength = 8 },
        Training = new TrainingOptions { Steps = 9, BatchTokens = 40, LearningRate = 3e-3, WarmUp = 2, ValidateEvery = 3, Average = 2 },
    };

    public static Example[] Examples(PadirConfig config, int count, int first = 0)
    {
        var make = new Examples(config, Tokens);
        return [.. Enumerable.Range(first, count).Select(i => Enumerable.Range(0, 2 + (i % 5)).Select(k => 4 + (((i * 7) + (k * 5)) % 26)).ToArray()).Select(words => make.Of(words, words)!.Value)];
    }

    public static Trainer Trainer(PadirModel model, string? folder = null) => new(model, Tokens, Examples(model.Config, 60), Examples(model.Config, 10, 100), folder);

    public static float[] Weights(PadirModel model) => [.. model.Export().SelectMany(tensor => tensor.Values)];
}
