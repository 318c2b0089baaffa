using System.CommandLine;
using System.Text.Json;
using Gmlm.Padir.T5;
using Gmlm.Padir.Weights;
using Gmlm.Reproduce.Commands.Options;
using Gmlm.Reproduce.Commands.Streams;
using TorchSharp;

namespace Gmlm.Reproduce.Commands.Translating;

/// <summary>
/// <c>t5 --model DIR --input FILE.json</c>: prints the logits of a T5 model on disk, to compare with other implementations.
/// </summary>
internal static class T5Command
{
    private static readonly Option<string> Model = new("--model", "-m")
    {
        Description = "folder with config.json and model.safetensors (or its shards and their index), as Hugging Face has them",
        HelpName = "DIR",
        Required = true,
    };
    private static readonly Option<string> Input = new("--input", "-i")
    {
        Description = "JSON file: {\"input_ids\": [[…]], \"decoder_input_ids\": [[…]]}", HelpName = "FILE", Required = true,
    };
    private static readonly Option<bool> Parallel = new("--parallel")
    {
        Description = "use a bidirectional decoder that hides padding instead of the causal one",
    };

    public static Command Create()
    {
        var command = new Command("t5", "Print a T5 model's logits as JSON") { Model, Input, Parallel };
        command.SetAction(parse =>
            Execute(
                parse.GetValue(Model)!, parse.GetValue(Input)!, parse.GetValue(Parallel) ? DecoderMode.Parallel : DecoderMode.Causal));
        return command;
    }

    private static int Execute(string model, string file, DecoderMode mode)
    {
        // The input is checked before the weights are read, so that an error in the small files is reported at once.
        var input = T5Input.Read(file, Reading(model, HuggingFaceCheckpoint.LoadConfig));
        ModelOptions.EnsureTorch();
        Print(input, model, mode);
        return ExitCode.Success;
    }

    private static void Print(T5Input input, string model, DecoderMode mode)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        using var network = Reading(model, HuggingFaceCheckpoint.Load);
        // (B, L, V)
        var logits = network.Forward(
            TokenRows.ToTensor(input.Source, network.Config), TokenRows.ToTensor(input.Target, network.Config), mode);
        var values = logits.data<float>().ToArray();
        if (Array.FindIndex(values, value => !float.IsFinite(value)) is >= 0 and var place)
        {
            throw UserError.Missing(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{model}: its weights give the logit {values[place]} (row {place / logits.shape[1] / logits.shape[2]}); "
                    + $"the model is damaged; copy or train it again"));
        }

        Write(values, logits.shape);
    }

    private static void Write(float[] values, long[] shape)
    {
        using var output = StandardStreams.OpenOutput();
        JsonSerializer.Serialize(output, new { logits = values.Chunk((int)shape[2]).Chunk((int)shape[1]) });
        output.WriteByte((byte)'\n');
    }

    private static T Reading<T>(string model, Func<string, T> read)
    {
        try
        {
            return read(model);
        }
        catch (SafetensorsException error)
        {
            throw UserError.Missing($"--model: {model}: {error.Message}; copy or export the file again", error);
        }
        catch (CheckpointException error)
        {
            // An error of the configuration alone already says what to do; other errors get this hint.
            const string Same =
                $"; {HuggingFaceCheckpoint.ConfigFile} and {HuggingFaceCheckpoint.WeightsFile} must be of the same T5 model";
            var alone = error.Message.StartsWith(HuggingFaceCheckpoint.ConfigFile, StringComparison.Ordinal);
            throw UserError.Missing($"--model: {model}: {error.Message}{(alone ? "" : Same)}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw UserError.Missing(
                $"--model: {error.Message.TrimEnd('.')}; give a folder with {HuggingFaceCheckpoint.ConfigFile} and "
                + $"{HuggingFaceCheckpoint.WeightsFile}",
                error);
        }
    }
}
