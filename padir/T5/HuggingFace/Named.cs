using Gmlm.Padir.Weights;

namespace Gmlm.Padir.T5;

/// <summary>Adds a file's name to error messages about it.</summary>
internal static class Named
{
    /// <summary>Returns the result of <paramref name="read"/>. Messages of its errors begin with the file's name.</summary>
    public static T In<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CheckpointException error)
        {
            throw new CheckpointException($"{file}: {error.Message}", error);
        }
        catch (SafetensorsException error)
        {
            throw new SafetensorsException($"{file}: {error.Message}", error);
        }
    }
}
