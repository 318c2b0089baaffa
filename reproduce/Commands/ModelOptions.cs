using System.CommandLine;
using Gmlm.Padir.Configuration;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.T5;
using Gmlm.Padir.Runtime;
using Gmlm.Padir.Training;
using Gmlm.Reproduce.Harness;
using TorchSharp;

namespace Gmlm.Reproduce.Commands;

/// <summary>
/// The common parts of the verbs that train and use models: the checkpoint folder, the device, and the translation of errors into errors of
/// the command line.
/// </summary>
internal static class ModelOptions
{
    /// <summary>The option --device.</summary>
    public static readonly Option<string> Device = new("--device") { Description = "cpu, or cuda where the build has it", DefaultValueFactory = _ => "cpu", HelpName = "NAME" };

    /// <summary>The folder of the committed checkpoints.</summary>
    public static string Checkpoints(Repository repository) => Path.Combine(repository.Root, "padir", "checkpoints");

    /// <summary>The device that --device names.</summary>
    public static torch.Device DeviceOf(ParseResult parse)
    {
        EnsureTorch();
        return parse.GetValue(Device) switch
        {
            "cpu" => torch.CPU,
            "cuda" => torch.cuda.is_available() ? torch.CUDA : throw UserError.Missing("--device: this build or machine has no CUDA; build with -p:LibTorchPackage=libtorch-cuda-12.8-linux-x64 on a machine with an NVIDIA driver"),
            var other => throw UserError.Usage($"--device: '{other}' is not a device; choose cpu or cuda"),
        };
    }

    /// <summary>Runs <paramref name="work"/>, and turns errors of models and their files into errors of the command line.</summary>
    public static T Guarded<T>(Func<T> work)
    {
        EnsureTorch();
        try
        {
            return work();
        }
        catch (Exception error) when (error is ConfigurationException or DecodingException)
        {
            throw UserError.Usage(error.Message);
        }
        catch (Exception error) when (error is CheckpointException or TrainingException)
        {
            throw UserError.Missing(error.Message, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw UserError.Missing($"{error.Message.TrimEnd('.')}; name another file or folder, or mend its permissions", error);
        }
    }

    /// <summary>Fails with a clear message if libtorch cannot be loaded.</summary>
    public static void EnsureTorch()
    {
        try
        {
            TorchLibrary.EnsureLoadable();
        }
        catch (TorchUnavailableException error)
        {
            throw UserError.Missing($"{error.Message}; `doctor` says more", error);
        }
    }
}
