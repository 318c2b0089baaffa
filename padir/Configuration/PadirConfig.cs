using Gmlm.Padir.Decoding;
using Gmlm.Padir.T5;

namespace Gmlm.Padir.Configuration;

/// <summary>
/// All settings that determine a model: the network, the length predictor, the corruption of targets, the loss and its minimisation.
/// Immutable.
/// It is stored with the checkpoint, so that the model can be described and trained again.
/// </summary>
public sealed record PadirConfig
{
    /// <summary>The shape of the encoder-decoder.</summary>
    public required T5Config Network { get; init; }

    /// <summary>
    /// Parallel for a PaDIR model; causal for the autoregressive baseline, which has no length predictor, no corruption and no rejecter.
    /// </summary>
    public DecoderMode Decoder { get; init; } = DecoderMode.Parallel;

    /// <summary>How the length of the target is predicted.</summary>
    public LengthOptions Lengths { get; init; } = new();

    /// <summary>How the decoder's input is made in training.</summary>
    public CorruptionOptions Corruption { get; init; } = new();

    /// <summary>The training loss.</summary>
    public LossOptions Loss { get; init; } = new();

    /// <summary>
    /// Whether a rejecter is trained with the network: a binary head on the decoder's states that predicts whether the most probable token
    /// is correct.
    /// </summary>
    public bool LearnedRejecter { get; init; }

    /// <summary>How the loss is minimised.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>Whether the encoder reads [LENGTH] before each source.</summary>
    public bool ReadsLengthToken => Decoder == DecoderMode.Parallel && Lengths.Predictor == LengthPredictorKind.Token;

    /// <summary>Whether the decoder fills a canvas of words and blanks.</summary>
    public bool IsCanvas => Decoder == DecoderMode.Parallel && Lengths.IsCanvas;

    /// <summary>Returns this configuration after checking that every value is in its range.</summary>
    /// <exception cref="ConfigurationException">A value is out of range.</exception>
    public PadirConfig Checked()
    {
        try
        {
            Network.Checked();
        }
        catch (CheckpointException error)
        {
            throw new ConfigurationException($"network: {error.Message}", error);
        }

        Lengths.Check();
        Corruption.Check();
        Loss.Check();
        Training.Check();
        Checks.Require("decoder", Decoder, Enum.IsDefined(Decoder), "causal or parallel");
        CheckCanvas();
        Checks.Refuse(Decoder == DecoderMode.Causal && LearnedRejecter, "learnedRejecter is for a parallel decoder");
        Checks.Refuse(
            Loss.StageRejecter == StageRejecter.Learned && !LearnedRejecter,
            "loss.stageRejecter is learned; learnedRejecter must then be true");
        Checks.Refuse(
            Decoder == DecoderMode.Parallel && Network.PositionalAttention && Network.Positions <= Lengths.MaxLength,
            $"network.positions is {Network.Positions}; positional attention needs more than lengths.maxLength, {Lengths.MaxLength}");
        return this;
    }

    // A canvas hides cells behind masks, which the network tells from words; it has one stage, and no rejecter has learned from cells.
    private void CheckCanvas()
    {
        if (IsCanvas)
        {
            Checks.Require("corruption.input", Corruption.Input, Corruption.Input != InputScheme.Random, "mask or maskRange on a canvas");
            Checks.Require("loss.stages", Loss.Stages, Loss.Stages == 1, "1 on a canvas");
            Checks.Refuse(LearnedRejecter, "learnedRejecter is not for a canvas");
        }
    }
}
