using System.Text;
using Gmlm.Padir.Configuration;
using Gmlm.Padir.Model;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gmlm.Padir.Training;

/// <summary>
/// AdamW (Loshchilov and Hutter 2019), with steps in proportion to what they change. Adam moves every weight by about the learning rate, but T5's weights begin with different sizes:
/// <code>step = rate · s,   s = √d for embeddings, 1/√d_kv for queries (they have the scale of attention in them), 1 else,</code>
/// the initial standard deviation over that of a matrix, d^−½. With one rate for all, embeddings hardly move and queries run wild: attention saturates before it has learned where to
/// look. (T5's own optimiser, Adafactor, scales by the size that a weight has at the time.) Embeddings do not decay: a rare word's would vanish between its appearances.
/// </summary>
internal sealed class ScaledAdamW : IDisposable
{
    private readonly T5Network _network;
    private readonly AdamW _optimizer;

    /// <param name="model">Whose parameters they are.</param>
    /// <param name="parameters">Those to be moved.</param>
    /// <param name="options">Moments and decay.</param>
    public ScaledAdamW(PadirModel model, IReadOnlyList<Parameter> parameters, TrainingOptions options)
    {
        _network = model.Network;
        var embeddings = model.Embeddings().ToHashSet();
        AdamW.ParamGroup Group(bool embedding) => new(
            parameters.Where(parameter => embeddings.Contains(parameter) == embedding), options.LearningRate, options.FirstMoment, options.SecondMoment, weight_decay: embedding ? 0 : options.WeightDecay);
        _optimizer = optim.AdamW([Group(embedding: false), Group(embedding: true)], options.LearningRate);
    }

    /// <summary>One step from the gradients at hand.</summary>
    public void Step(double rate)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var config = _network.Config;
        foreach (var (group, factor) in _optimizer.ParamGroups.Zip([1, Math.Sqrt(config.Width)]))
        {
            group.LearningRate = factor * rate;
        }

        Tensor[] queries = [.. HuggingFaceNames.Of(config).Where(weight => weight.Kind == WeightKind.Query).Select(weight => weight.In(_network))];
        Tensor[] before = [.. queries.Select(query => query.clone())];
        _optimizer.step();
        foreach (var (query, old) in queries.Zip(before))
        {
            query.sub_(old).TimesInPlace(Math.Pow(config.HeadWidth, -0.5)).PlusInPlace(old);
        }
    }

    /// <summary>The moments.</summary>
    public byte[] Save()
    {
        using var moments = new MemoryStream();
        using (var writer = new BinaryWriter(moments, Encoding.UTF8, leaveOpen: true))
        {
            ((OptimizerHelper)_optimizer).save_state_dict(writer);
        }

        return moments.ToArray();
    }

    /// <summary>Goes on from moments that <see cref="Save"/> gave.</summary>
    public void Load(byte[] moments)
    {
        using var reader = new BinaryReader(new MemoryStream(moments));
        ((OptimizerHelper)_optimizer).load_state_dict(reader);
    }

    /// <inheritdoc/>
    public void Dispose() => _optimizer.Dispose();
}
